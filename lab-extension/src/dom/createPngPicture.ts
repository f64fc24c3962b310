/** The PNG in a MIME bundle as an image element, or null when there is none. */
export function createPngPicture(
  data: Readonly<Record<string, unknown>>,
  metadata: Readonly<Record<string, unknown>>,
): HTMLImageElement | null {
  const png = data["image/png"];
  if (typeof png !== "string" || png === "") return null;
  const image = document.createElement("img");
  image.className = "tsd-picture";
  image.alt = describeBundle(data, metadata);
  // Written anew only where there is anything to take out: a picture is a long text.
  image.src = `data:image/png;base64,${/\s/.test(png) ? png.replace(/\s/g, "") : png}`;
  return image;
}

/** What a MIME bundle shows, in words: the alternative text of its PNG, else its plain text. */
export function describeBundle(
  data: Readonly<Record<string, unknown>>,
  metadata: Readonly<Record<string, unknown>>,
): string {
  const png = metadata["image/png"];
  const alt = typeof png === "object" && png !== null && "alt" in png ? png.alt : undefined;
  if (typeof alt === "string" && alt !== "") return alt;
  const plain = data["text/plain"];
  return typeof plain === "string" ? plain : "";
}
