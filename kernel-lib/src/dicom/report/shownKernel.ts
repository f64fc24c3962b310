/** Names of kernels are short: "B70f 3", "STANDARD", "FC51", "YA", "I50f/3". What separates names of people is not in them. */
const KERNEL = /^(?=.*[A-Za-z])[A-Za-z0-9+\-_/. ]{1,16}$/;

/** The kernel where it looks like one, "other" for any other text, "" for none: a file can have anything in the tag. */
export function shownKernel(kernel: string): string {
  if (kernel === "") return "";
  return KERNEL.test(kernel) ? kernel : "other";
}
