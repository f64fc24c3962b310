import { PayloadError } from "../decode/payloadError";

/** One sentence for the reader about what could not be shown. */
export function describeFailure(error: unknown): string {
  const reason = error instanceof PayloadError ? error.message : "Its data could not be decoded.";
  return `This picture cannot be shown. ${reason}`;
}
