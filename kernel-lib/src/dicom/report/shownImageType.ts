/**
 * Terms of the third value of Image Type and Frame Type that say what a volume shows. Source: DICOM PS3.3
 * C.8.2.1.1.1, C.7.6.16, C.8.13.3.1.1, C.8.15.3.1, C.8.16.1; and words that scanners and workstations write.
 */
const TERMS: ReadonlySet<string> = new Set([
  ..."ANGIO,ANGIO_TIME,CARDIAC,CARDIAC_CTA,CARDIAC_GATED,CARDRESP_GATED,CINE,DIFFUSION,DIXON,DYNAMIC,FLUOROSCOPY,FMRI".split(
    ",",
  ),
  ..."MOTION,MULTIECHO,NON_PARALLEL,PARALLEL,PERFUSION,POST_CONTRAST,PRE_CONTRAST,PROTON_DENSITY,REALTIME".split(
    ",",
  ),
  ..."REFERENCE,RESP_GATED,REST,STATIC,STRESS,T1,T2,T2_STAR,TOF,VELOCITY,WHOLE_BODY,ATTENUATION,CALIBRATION".split(
    ",",
  ),
  ..."ADDITION,ADC,AVERAGE,CPR,CURVED,DIVISION,FUSED,MASKED,MAX_IP,MAXIMUM,MEAN,MEDIAN,MIN_IP,MINIMUM,MINIP".split(
    ",",
  ),
  ..."MIP,MONOENERGETIC,MPR,CSA MPR,PROJECTION IMAGE,QUANTITY,REFORMATTED,RESAMPLED,SCREEN SAVE,SSD".split(
    ",",
  ),
  ..."STD_DEVIATION,SUBTRACTION,SUM,THICK MPR,VRT,VOLREN,VOLUME_RENDER,VIRTUAL_NON_CONTRAST,IODINE_MAP".split(
    ",",
  ),
]);

/** The term in small letters, or "" for any other text: a file can have anything in the tag. */
export function shownImageType(term: string): string {
  return TERMS.has(term) ? term.toLowerCase() : "";
}
