import { PayloadError } from "../decode/payloadError";
import { inEnglish, type Translate } from "../dom/translate";

/**
 * One sentence for the reader about what could not be shown.
 *
 * @param translate - @default as it is written
 */
export function describeFailure(error: unknown, translate: Translate = inEnglish): string {
  const reason = error instanceof PayloadError ? error.message : "Its data could not be decoded.";
  return `${translate("This picture cannot be shown.")} ${translate(reason)}`;
}
