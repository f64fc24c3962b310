/**
 * SOP classes of images below "Storage"; one that ends in a dot stands for all below it. Source: DICOM PS3.4 Annex B.5.
 */
export const IMAGE_CLASSES: ReadonlySet<string> = new Set(
  [
    "1", // computed radiography
    "1.", // digital X-ray, mammography
    "2", // CT
    "2.", // enhanced CT
    "3.1", // ultrasound, multi-frame
    "4", // MR
    "4.", // enhanced MR; spectroscopy is a related object
    "6.", // ultrasound
    "7", // secondary capture
    "7.", // secondary capture, multi-frame
    "12.", // angiography, fluoroscopy
    "13.1.", // X-ray in three dimensions, tomosynthesis
    "14.", // optical coherence tomography within vessels
    "20", // nuclear medicine
    "30", // parametric map
    "77.1.", // visible light
    "128", // PET
    "128.", // legacy converted enhanced PET
    "130", // enhanced PET
    "481.1", // RT image
    "481.23", // RT image, enhanced
    "481.24", // RT image, enhanced, continuous
  ].map((number) => `1.2.840.10008.5.1.4.1.1.${number}`),
);
