import { delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";
import { usualPlaces } from "../../../notebooks/.setup/chromium.mjs";
import { jupyterEnvironment } from "../../../notebooks/.setup/jupyterFiles.mjs";
import { VENV, VENV_SHARE } from "../../../notebooks/.setup/paths.mjs";

describe("jupyterEnvironment", () => {
  test("puts the environment's own kernels and extensions before the user's", () => {
    expect(jupyterEnvironment({ JUPYTER_PATH: "/elsewhere" }, true)).toEqual({
      JUPYTER_PATH: `${VENV_SHARE}${delimiter}/elsewhere`,
      JUPYTER_PREFER_ENV_PATH: "1",
    });
  });

  test("keeps the user's settings, and drops another Python's home", () => {
    const env = jupyterEnvironment({ JUPYTER_CONFIG_DIR: "/mine", PYTHONHOME: "/usr", PATH: "/bin" }, true);
    expect(env).toMatchObject({ JUPYTER_CONFIG_DIR: "/mine", PATH: "/bin" });
    expect(env).not.toHaveProperty("PYTHONHOME");
  });

  test("needs no home folder that can be written to, but uses a folder that the user names", () => {
    const env = jupyterEnvironment({ JUPYTER_RUNTIME_DIR: "/run/mine" }, false);
    expect(env.JUPYTER_RUNTIME_DIR).toBe("/run/mine");
    for (const name of ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR"]) {
      expect(env[name]?.startsWith(VENV)).toBe(true);
    }
  });
});

describe("usualPlaces", () => {
  test("looks for Chromium before Chrome, on PATH in its order before anywhere else", () => {
    const places = usualPlaces({ PATH: ["/first", "/second"].join(delimiter) }, "linux");
    const order = [
      join("/first", "chromium"),
      join("/second", "chromium"),
      join("/first", "google-chrome"),
      "/opt/google/chrome/chrome",
    ];
    expect(places.filter((place) => order.includes(place))).toEqual(order);
  });

  test("knows where macOS and Windows keep their applications", () => {
    expect(usualPlaces({ HOME: "/Users/me" }, "darwin")).toContain(
      join("/Applications", "Google Chrome.app", "Contents", "MacOS", "Google Chrome"),
    );
    expect(usualPlaces({ PROGRAMFILES: "C:" }, "win32")).toContain(
      join("C:", "Google", "Chrome", "Application", "chrome.exe"),
    );
  });

  test("looks in no folder without a name", () => {
    expect(usualPlaces({}, "linux").every((place) => place.startsWith("/"))).toBe(true);
  });
});
