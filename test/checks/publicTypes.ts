import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "@tslab/typescript-for-tslab";

/** A public function or class, and its options by name with their types; null when it takes none. */
export interface PublicType {
  readonly name: string;
  readonly options: Readonly<Record<string, string>> | null;
  /** What Shift-Tab shows beside the tags. */
  readonly words: string;
}

/** The public functions and classes, as the built library's types say. */
export const PUBLIC_TYPES: readonly PublicType[] = readPublicTypes();

function readPublicTypes(): PublicType[] {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const entry = join(root, "kernel-lib", "lib", "index.d.ts");
  const program = ts.createProgram([entry], { skipLibCheck: true, types: [], noEmit: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error("the library is not built");
  return checker.getExportsOfModule(module).flatMap((symbol): PublicType[] => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const type = checker.getTypeOfSymbolAtLocation(target, source);
    const signatures = [...type.getCallSignatures(), ...type.getConstructSignatures()];
    if (signatures.length === 0 || target.name.endsWith("Error")) return [];
    const parameter = signatures
      .flatMap(({ parameters }) => parameters)
      .find(({ name }) => name === "options");
    const words = ts.displayPartsToString(target.getDocumentationComment(checker));
    if (parameter === undefined) return [{ name: target.name, options: null, words }];
    const optionsType = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, source));
    const options = optionsType.getProperties().map((property) => {
      const own = checker.getTypeOfSymbolAtLocation(property, source);
      return [property.name, checker.typeToString(own, undefined, ts.TypeFormatFlags.InTypeAlias)] as const;
    });
    return [{ name: target.name, options: Object.fromEntries(options), words }];
  });
}

/** What the call throws, or its promise; null when it does not. */
export async function thrownBy(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return null;
}
