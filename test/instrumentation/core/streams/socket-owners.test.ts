import { expect } from 'chai';
import { socketOwners } from '../../../../instrumentation/core/streams/socket-owners.js';

describe('the owners of sockets', () => {
  it('own the socket whose event they handle, where it leads to their host', () => {
    const socket = {};
    socketOwners.handling(socket, 'b.example', () => socketOwners.claim('a.example'));
    expect(socketOwners.isOwned(socket)).to.equal(false);
    socketOwners.handling(socket, 'a.example', () => socketOwners.claim('a.example'));
    expect(socketOwners.isOwned(socket)).to.equal(true);
  });

  it('own nothing while no event is handled, nor after a listener has thrown', () => {
    const socket = {};
    const fault = new Error('a listener’s');
    const handling = () =>
      socketOwners.handling(socket, 'a.example', () => {
        throw fault;
      });
    expect(handling).to.throw(fault);
    socketOwners.claim('a.example');
    expect(socketOwners.isOwned(socket)).to.equal(false);
  });

  it('own the inner one of events that are handled inside each other', () => {
    const [outer, inner] = [{}, {}];
    socketOwners.handling(outer, 'a.example', () => {
      socketOwners.handling(inner, 'a.example', () => socketOwners.claim('a.example'));
    });
    expect([outer, inner].map(socketOwners.isOwned)).to.deep.equal([false, true]);
  });
});
