import { describe, expect, it } from 'vitest';
import { LogFaultError } from '../../../src/main/log/log-port.ts';
import { faultAnswer, faultOf } from '../../../src/main/rpc/answer-fault.ts';
import { StoreFaultError } from '../../../src/main/store/write/store-fault.ts';
import { FaultError, faultStatus } from '../../../src/shared/contract/fault.ts';

describe('errors on their way out', () => {
  it('keep the status of every code', () => {
    for (const [code, status] of Object.entries(faultStatus)) {
      const answer = faultAnswer({ code: code as keyof typeof faultStatus, text: 'Why.' });
      expect(answer).toMatchObject({ code, status, message: 'Why.' });
    }
  });

  it('are the faults they carry', () => {
    expect(faultOf(new FaultError({ code: 'busy', text: 'Wait.' }))).toEqual({
      code: 'busy',
      text: 'Wait.',
    });
  });

  it('say of the log what a person can do about it', () => {
    const away = new LogFaultError({ code: 'log_replaced', text: 'Another log.', fatal: true });
    expect(faultOf(away)).toMatchObject({
      code: 'log_out_of_reach',
      data: { reason: 'log_replaced' },
    });
    const denied = new LogFaultError({ code: 'access_denied', text: 'No leave.', fatal: true });
    expect(faultOf(denied)).toMatchObject({ code: 'access_denied', text: 'No leave.' });
  });

  it('say of the store that it cannot be used now', () => {
    const full = new StoreFaultError({ code: 'disk_full', text: 'Full.', fatal: false });
    expect(faultOf(full)).toEqual({
      code: 'store_unavailable',
      text: 'Full.',
      data: { reason: 'disk_full' },
    });
  });

  it('are no faults where nobody expected them', () => {
    expect(faultOf(new TypeError('x'))).toBeNull();
    expect(faultOf('x')).toBeNull();
  });
});
