"""Smooths and simplifies a mesh with VTK: vtk_meshes.py FOLDER FACES; reads and writes raw arrays, prints one line of JSON."""

import json
import sys
import time
from pathlib import Path

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray, vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkFiltersCore import vtkDecimatePro, vtkQuadricDecimation, vtkWindowedSincPolyDataFilter

folder, faces = Path(sys.argv[1]), int(sys.argv[2])


def read() -> vtkPolyData:
    positions = np.fromfile(folder / "full.positions", np.float32).reshape(-1, 3)
    triangles = np.fromfile(folder / "full.triangles", np.uint32).reshape(-1, 3)
    points, cells = vtkPoints(), vtkCellArray()
    points.SetData(numpy_to_vtk(positions, deep=True))
    starts = np.arange(0, triangles.size + 1, 3, dtype=np.int64)
    corners = triangles.astype(np.int64).ravel()
    cells.SetData(numpy_to_vtkIdTypeArray(starts, deep=True), numpy_to_vtkIdTypeArray(corners, deep=True))
    mesh = vtkPolyData()
    mesh.SetPoints(points)
    mesh.SetPolys(cells)
    return mesh


def write(mesh: vtkPolyData, name: str) -> None:
    vtk_to_numpy(mesh.GetPoints().GetData()).astype(np.float32).tofile(folder / f"{name}.positions")
    vtk_to_numpy(mesh.GetPolys().GetConnectivityArray()).astype(np.uint32).tofile(folder / f"{name}.triangles")


def run(algorithm, mesh: vtkPolyData, name: str) -> vtkPolyData:
    algorithm.SetInputData(mesh)
    started = time.process_time()
    algorithm.Update()
    seconds[name] = time.process_time() - started
    write(algorithm.GetOutput(), name)
    return algorithm.GetOutput()


seconds: dict[str, float] = {}
full = read()

sinc = vtkWindowedSincPolyDataFilter()
sinc.SetNumberOfIterations(20)
sinc.SetPassBand(0.1)
sinc.NormalizeCoordinatesOn()
sinc.BoundarySmoothingOff()
sinc.NonManifoldSmoothingOn()
smooth = run(sinc, full, "sinc")

reduction = max(0.0, 1 - faces / full.GetNumberOfPolys())
quadric = vtkQuadricDecimation()
quadric.SetTargetReduction(reduction)
quadric.VolumePreservationOn()
run(quadric, smooth, "quadric")

progressive = vtkDecimatePro()
progressive.SetTargetReduction(reduction)
progressive.PreserveTopologyOff()
run(progressive, smooth, "progressive")

kept = vtkDecimatePro()
kept.SetTargetReduction(reduction)
kept.PreserveTopologyOn()
run(kept, smooth, "kept")

print(json.dumps(seconds))
