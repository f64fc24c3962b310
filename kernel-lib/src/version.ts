/** Of this library, as its package.json has it: for texts that say what something was computed with. */
export const LIBRARY = "tslab-dicom 0.1.0";
