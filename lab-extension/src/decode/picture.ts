import { decodeBase64 } from "./decodeBase64";
import { PayloadError } from "./payloadError";

/** A decoded picture, its colours as they are stored. @throws PayloadError naming `what`. */
export async function decodePicture(
  base64: string,
  mime: "image/png" | "image/jpeg" | "image/webp",
  what: string,
): Promise<ImageBitmap> {
  const picture = new Blob([decodeBase64(base64, what)], { type: mime });
  try {
    return await createImageBitmap(picture, { premultiplyAlpha: "none", colorSpaceConversion: "none" });
  } catch (cause) {
    throw new PayloadError(`${what} is not a picture the browser can decode.`, { cause });
  }
}

/** The red channel of a picture: the grey levels of a preview. */
export function readRedChannel(picture: ImageBitmap): Uint8Array {
  const { width, height } = picture;
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new PayloadError("The browser has no memory left for pictures.");
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const levels = new Uint8Array(width * height);
  for (let i = 0; i < levels.length; i++) levels[i] = data[4 * i];
  return levels;
}
