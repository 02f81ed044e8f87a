"""Flight payloads: the bytes that a page of a Next.js site carries, as one document."""
