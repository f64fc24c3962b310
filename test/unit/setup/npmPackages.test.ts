import { describe, expect, test } from "vitest";
import { isInstalled, saysNoNetwork } from "../../../notebooks/.setup/npmPackages.mjs";

const lock = {
  packages: {
    "": { version: "0.1.0" },
    "kernel-lib": { version: "0.1.0" },
    "node_modules/tslab": { version: "1.0.22" },
    "node_modules/tslab-dicom": { resolved: "kernel-lib", link: true },
    "node_modules/other-platform": { version: "2.0.0", optional: true },
  },
};
const { "": _root, "node_modules/other-platform": _optional, ...present } = lock.packages;

describe("isInstalled", () => {
  test("accepts what the lock asks for, with or without its optional packages", () => {
    expect(isInstalled(lock, { packages: present })).toBe(true);
    const { "": _, ...everything } = lock.packages;
    expect(isInstalled(lock, { packages: everything })).toBe(true);
  });

  test.each([
    ["a package is missing", { "kernel-lib": present["kernel-lib"] }],
    ["a version differs", { ...present, "node_modules/tslab": { version: "1.0.21" } }],
    ["an optional version differs", { ...present, "node_modules/other-platform": { version: "1.0.0" } }],
    [
      "a package stands where a workspace was linked",
      { ...present, "node_modules/tslab-dicom": { version: "0.1.0" } },
    ],
    ["a package is left over", { ...present, "node_modules/left-over": { version: "1.0.0" } }],
  ])("asks for another installation when %s", (_, packages) => {
    expect(isInstalled(lock, { packages })).toBe(false);
  });
});

describe("saysNoNetwork", () => {
  test.each([
    "npm error code ENOTFOUND",
    "npm error request to registry failed, reason: getaddrinfo EAI_AGAIN registry",
    "Failed to establish a new connection: [Errno -3] Temporary failure in name resolution",
  ])("recognises %s", (output) => {
    expect(saysNoNetwork(output)).toBe(true);
  });

  test("does not take another failure for it", () => {
    expect(saysNoNetwork("npm error code ERESOLVE\nnpm error could not resolve")).toBe(false);
  });
});
