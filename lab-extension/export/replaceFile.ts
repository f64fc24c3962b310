import { renameSync, rmSync, writeFileSync } from "node:fs";
import { ExportError } from "./exportError";

/** Writes a file beside its place and then moves it there, so that nobody finds a half of it. @throws ExportError */
export function replaceFile(file: string, content: string): void {
  const beside = `${file}.${process.pid}.part`;
  try {
    writeFileSync(beside, content, { flag: "wx" });
    renameSync(beside, file);
  } catch (cause) {
    rmSync(beside, { force: true });
    const found = cause instanceof Error && "code" in cause ? String(cause.code) : "an error";
    const remedy = "Name a file in a folder that is there and that you may write to.";
    throw new ExportError("file", `to write ${file}`, found, remedy, { cause });
  }
}
