"""Loads a folder as pydicom's users do, sorted by position and rescaled slice by slice; prints one line of JSON."""

import json
import resource
import sys
import time
from hashlib import sha256
from pathlib import Path

import numpy as np
from pydicom import dcmread

started = time.perf_counter()
paths = sorted(Path(sys.argv[1]).iterdir())
slices = sorted((dcmread(path) for path in paths), key=lambda data_set: float(data_set.ImagePositionPatient[2]))
volume = np.empty((len(slices), slices[0].Rows, slices[0].Columns), np.int16)
for index, data_set in enumerate(slices):
    volume[index] = data_set.pixel_array * int(data_set.RescaleSlope) + int(data_set.RescaleIntercept)
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
bytes_read = sum(path.stat().st_size for path in paths)
print(json.dumps({"seconds": seconds, "peakMB": peak, "bytesRead": bytes_read, "sha256": sha256(volume).hexdigest()}))
