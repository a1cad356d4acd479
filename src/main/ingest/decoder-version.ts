/** Stands beside each quarantined record: what a later version may read is asked by this. */
export const decoderVersion = 'playhead-decoder 1';
