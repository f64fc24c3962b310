import type { ITranslator } from "@jupyterlab/translation";
import { inEnglish, type Translate } from "../dom/translate";

/** Under this name language packs have the texts of this extension. */
const DOMAIN = "jupyterlab_tslab_dicom";

/** Texts in the language that JupyterLab is set to; as they are written where it has no translator. */
export function findTranslate(translator: ITranslator | null): Translate {
  if (!translator) return inEnglish;
  const trans = translator.load(DOMAIN);
  return (text, ...values) => trans.__(text, ...values);
}
