/** What was amiss in a file's header and could be read all the same. */
export type HeaderWarningCode =
  /** No 128 bytes and "DICM" at the beginning. */
  | "PREAMBLE_MISSING"
  /** No file meta information, group 2. */
  | "META_MISSING"
  /** Group 2 is written without VRs. */
  | "META_IMPLICIT"
  /** Group 2 does not say its length. */
  | "META_LENGTH_MISSING"
  | "META_LENGTH_WRONG"
  /** No Transfer Syntax UID: the encoding was found by looking. */
  | "TRANSFER_SYNTAX_ASSUMED"
  /** The data set says it is deflated and is not. */
  | "NOT_DEFLATED"
  /** Elements have VRs where none should be, or none where they should. */
  | "VR_ENCODING_MISMATCH"
  /** Big endian where little should be, or the reverse. */
  | "BYTE_ORDER_MISMATCH"
  | "UNKNOWN_VR"
  | "DELIMITER_MISSING"
  /** A delimiter where none can be. */
  | "DELIMITER_STRAY"
  /** A private sequence whose inside cannot be read, and was passed over. */
  | "PRIVATE_SEQUENCE_SKIPPED"
  /** Zero bytes after the last element. */
  | "TRAILING_ZEROS";

export interface HeaderWarning {
  readonly code: HeaderWarningCode;
  /** One sentence without patient data. */
  readonly message: string;
}

/** Takes a warning; the first of each code is kept, or a file of a million faults would fill the memory. */
export type Warn = (code: HeaderWarningCode, message: string) => void;
