"""Stops the build of a package that would be empty."""

from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RequireBundle(BuildHookInterface):
    def initialize(self, version, build_data):
        bundle = Path(self.root) / "labextension"
        if not any(bundle.glob("static/remoteEntry.*.js")):
            raise RuntimeError(
                "labextension/ is missing: run `npm run build -w jupyterlab-tslab-dicom` in the repository's root first"
            )
