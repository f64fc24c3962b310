"""The second reader: a folder of DICOM slices as pydicom and NumPy make a volume of it.

For each line of standard input, a JSON list of paths, one with a JSON object is printed: the shape, the positions of
the slices along their normal, and the sha256 of the rescaled values as float32, [slices, rows, columns]; or the error.
"""

import hashlib
import json
import sys

import numpy as np
from pydicom import dcmread
from pydicom.pixels import apply_modality_lut


def frames(path):
    """Position, directions and rescaled values of each frame of a file."""
    data_set = dcmread(path)
    pixels = data_set.pixel_array
    if "PerFrameFunctionalGroupsSequence" not in data_set:
        yield plane(data_set, data_set), apply_modality_lut(pixels, data_set)
        return
    for group, values in zip(data_set.PerFrameFunctionalGroupsSequence, pixels):
        rescale = group.PixelValueTransformationSequence[0]
        position, orientation = group.PlanePositionSequence[0], group.PlaneOrientationSequence[0]
        yield plane(position, orientation), values * float(rescale.RescaleSlope) + float(rescale.RescaleIntercept)


def plane(position, orientation):
    """Millimetres along the normal."""
    directions = np.array(orientation.ImageOrientationPatient, float)
    normal = np.cross(directions[:3], directions[3:])
    return float(normal @ np.array(position.ImagePositionPatient, float))


def volume(paths):
    found = sorted((frame for path in paths for frame in frames(path)), key=lambda frame: frame[0])
    values = np.stack([values for _, values in found]).astype(np.float32)
    digest = hashlib.sha256(values.tobytes()).hexdigest()
    return {"shape": values.shape, "along": [along for along, _ in found], "sha256": digest}


for line in sys.stdin:
    try:
        answer = volume(json.loads(line))
    except Exception as error:
        answer = {"error": repr(error)}
    print(json.dumps(answer), flush=True)
