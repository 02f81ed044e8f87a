"""The pages and files of a static site: what stands on each, as text; nothing here opens a file to write."""
