/** Offers a text as a download under a name. */
export function saveFile(name: string, parts: readonly string[], type: string): void {
  const url = URL.createObjectURL(new Blob([...parts], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the file over when this turn of the loop is done; a little later is safe everywhere.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
