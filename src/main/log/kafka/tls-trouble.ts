const untrusted: ReadonlySet<string> = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

/**
 * What is wrong between a broker and us where TLS is, in a sentence; null where it is something
 * else. Codes of OpenSSL (X509_verify_cert_error_string) and of Node's own.
 */
export function tlsTrouble(code: string, message: string): string | null {
  if (untrusted.has(code)) {
    return 'Its certificate is signed by no authority that is trusted here. PLAYHEAD_KAFKA_CA_FILE names the file of another one.';
  }
  if (code === 'CERT_HAS_EXPIRED') return 'Its certificate has expired.';
  if (code === 'CERT_NOT_YET_VALID') {
    return 'Its certificate is not valid yet: compare the clocks of both machines.';
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `Its certificate is for another name than the one it was called by (${message}).`;
  }
  // Which of the two alerts it is depends on the version of TLS, and on the broker.
  if (/alert (bad certificate|certificate required)/.test(message)) {
    return 'It lets in only who shows a certificate it trusts: PLAYHEAD_KAFKA_CERT_FILE and PLAYHEAD_KAFKA_KEY_FILE name one.';
  }
  if (/before secure TLS connection|wrong version number/.test(message)) {
    return 'It does not speak TLS at this port.';
  }
  return null;
}
