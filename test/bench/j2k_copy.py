"""Writes a lossless JPEG 2000 copy of a folder of DICOM files: j2k_copy.py FROM TO."""

import sys
from pathlib import Path

from pydicom import dcmread
from pydicom.uid import JPEG2000Lossless

source, target = (Path(argument) for argument in sys.argv[1:])
target.mkdir(parents=True, exist_ok=True)
for path in sorted(source.iterdir()):
    data_set = dcmread(path)
    data_set.compress(JPEG2000Lossless, generate_instance_uid=False)
    data_set.save_as(target / path.name)
