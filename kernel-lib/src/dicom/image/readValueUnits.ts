import type { ElementReader } from "../elements/elementReader";
import { TAGS } from "../elements/tags";
import { isLocalizer, isSecondaryCapture } from "./isLocalizer";
import type { ModalityLut } from "./modalityLut";

export interface ValueUnits {
  /** "HU", another defined term, or "unspecified". */
  readonly units: string;
  /** A tag names units that are no defined term; its text is not repeated, for it may be anything. */
  readonly unitsUnknown: boolean;
}

/** Rescale Type and Modality LUT Type. Source: DICOM PS3.3 C.11.1.1.2. */
const RESCALE_TYPES = ["HU", "OD", "MGML", "Z_EFF", "ED", "EDW", "HU_MOD", "PCT"];
/** Units of PET images. Source: DICOM PS3.3 C.8.9.1.1.3. */
const PET_UNITS =
  "CNTS CM2 CM2ML PCNT CPS BQML MGMINML UMOLMINML MLMING MLG 1CM UMOLML PROPCNTS PROPCPS MLMINML MLML GML STDDEV SUV".split(
    " ",
  );
const UNITS: ReadonlySet<string> = new Set([...RESCALE_TYPES, ...PET_UNITS]);
/**
 * How scanners and converters write HU, by the letters and digits alone. A closed list: what only begins like one of
 * these may be anything.
 */
const WRITTEN_HU: ReadonlySet<string> = new Set(
  ["HU", "HUS", "HUUNIT", "HUUNITS"].concat(
    ["HOUNSFIELD", "HOUNDSFIELD", "HOUNSFELD", "HOUNSFILED", "HOUNSFIELDS"].flatMap((name) => [
      name,
      `${name}UNIT`,
      `${name}UNITS`,
      `${name}UNITHU`,
      `${name}UNITSHU`,
      `${name}SCALE`,
    ]),
  ),
);
/** Terms that say that there are no units, or none that is named. */
const NAMELESS: ReadonlySet<string> = new Set(["US", "NONE"]);

/**
 * The units of an image's values by its tags: a defined term in any case, or HU by one of its usual names ("hu",
 * "HOUNSFIELD", "Houndsfield Units"). "US" is unspecified, as DICOM defines it. CT that was rescaled and names none is
 * in HU, PS3.3 C.8.2.1.1.4, which does not hold for secondary captures. A localizer never is, whatever its tags say: a
 * radiograph's values are sums along its rays.
 *
 * @param rescaled - the image has both slope and intercept.
 */
export function readValueUnits(
  elements: ElementReader,
  { lut, rescaled }: { readonly lut: ModalityLut | null; readonly rescaled: boolean },
): ValueUnits {
  if (lut === null && !rescaled) return { units: "unspecified", unitsUnknown: false };
  const modality = elements.text(TAGS.Modality);
  const type = lut === null ? elements.text(TAGS.RescaleType) : lut.type;
  const named = [type, modality === "PT" ? elements.text(TAGS.Units) : undefined].flatMap((term) =>
    term === undefined ? [] : [definedTerm(term)],
  );
  const units = named.find((term) => UNITS.has(term));
  const localizer = isLocalizer(elements);
  // Scanners write HU there, too.
  if (units === "HU" && localizer) return { units: "unspecified", unitsUnknown: false };
  if (units !== undefined) return { units, unitsUnknown: false };
  const image = modality === "CT" && !localizer && !isSecondaryCapture(elements);
  const assumed = image && lut === null && named.length === 0;
  return {
    units: assumed ? "HU" : "unspecified",
    unitsUnknown: named.some((term) => !NAMELESS.has(term)),
  };
}

function definedTerm(text: string): string {
  const term = text.trim().toUpperCase();
  return WRITTEN_HU.has(term.replace(/[^A-Z0-9]/g, "")) ? "HU" : term;
}
