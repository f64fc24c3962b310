/** Modality (0008,0060): what images and what belongs to them is made with. Source: DICOM PS3.3 C.7.3.1.1.1. */
const MODALITIES: ReadonlySet<string> = new Set(
  (
    "AR ASMT AU BDUS BI BMD CR CT CTPROTOCOL DG DMS DOC DX ECG EEG EMG EOG EPS ES FID GM HC HD IO IOL IVOCT IVUS KER " +
    "KO LEN LS MG MR M3D NM OAM OCT OP OPM OPT OPTBSV OPTENF OPV OSS OT PA PLAN POS PR PT PX REG RESP RF RG RTDOSE " +
    "RTIMAGE RTINTENT RTPLAN RTRAD RTRECORD RTSEGANN RTSTRUCT RWV SEG SM SMR SR SRF STAIN TEXTUREMAP TG US VA XA XAPROTOCOL XC"
  ).split(" "),
);

/** The modality where it is one, else "": a damaged file can have any text in the tag. */
export function shownModality(modality: string): string {
  return MODALITIES.has(modality) ? modality : "";
}
