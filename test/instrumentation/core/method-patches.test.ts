import { expect } from 'chai';
import type { AnyFunction } from '../../../instrumentation/core/method-patches.js';
import { MethodPatches } from '../../../instrumentation/core/method-patches.js';

class Client {
  order(_symbol: string): string {
    return 'placed';
  }
}

const shout = (original: AnyFunction): AnyFunction =>
  function (this: unknown, ...args: unknown[]) {
    return `${Reflect.apply(original, this, args)}!`;
  };

describe('MethodPatches', () => {
  it('keeps name, length and property flags, and restores the very original', () => {
    const original = Client.prototype.order;
    const flags = Object.getOwnPropertyDescriptor(Client.prototype, 'order');
    const patches = new MethodPatches();
    patches.wrap(Client.prototype, 'order', () => () => 'wrapped');
    const wrapped = Object.getOwnPropertyDescriptor(Client.prototype, 'order');
    expect(new Client().order('x')).to.equal('wrapped');
    expect(wrapped).to.deep.include({ enumerable: false, writable: true, configurable: true });
    expect(wrapped?.value).to.include({ name: 'order', length: 1 });
    patches.restore();
    expect(Client.prototype.order).to.equal(original);
    expect(Object.getOwnPropertyDescriptor(Client.prototype, 'order')).to.deep.equal(flags);
  });

  it('wraps nothing twice, whoever asks', () => {
    const first = new MethodPatches();
    const second = new MethodPatches();
    first.wrap(Client.prototype, 'order', shout);
    first.wrap(Client.prototype, 'order', shout);
    second.wrap(Client.prototype, 'order', shout);
    expect(new Client().order('x')).to.equal('placed!');
    second.restore();
    first.restore();
    expect(new Client().order('x')).to.equal('placed');
  });

  it('leaves a method alone that somebody else has wrapped since', () => {
    const patches = new MethodPatches();
    const target = { order: (): string => 'placed' };
    patches.wrap(target, 'order', (original) => () => Reflect.apply(original, target, []));
    const theirs = (): string => 'theirs';
    target.order = theirs;
    patches.restore();
    expect(target.order).to.equal(theirs);
  });

  it('ignores what is missing, inherited, no function or not replaceable', () => {
    const patches = new MethodPatches();
    const fixed = Object.freeze({ order: (): string => 'placed' });
    patches.wrap(fixed, 'order', () => () => 'wrapped');
    patches.wrap({ order: 1 }, 'order', () => () => 'wrapped');
    patches.wrap(new Client(), 'order', () => () => 'wrapped');
    patches.wrap({}, 'nothing', () => () => 'wrapped');
    expect(fixed.order()).to.equal('placed');
    expect(new Client().order('x')).to.equal('placed');
  });
});

describe('MethodPatches of inherited methods', () => {
  class Base {
    emit(): string {
      return 'emitted';
    }
  }

  it('give the class one of its own, and take it away again', () => {
    class Socket extends Base {}
    const patches = new MethodPatches();
    patches.wrapInherited(Socket.prototype, 'emit', shout);
    expect([new Socket().emit(), new Base().emit()]).to.deep.equal(['emitted!', 'emitted']);
    expect(Object.keys(Socket.prototype)).to.deep.equal([]);
    patches.wrapInherited(Socket.prototype, 'emit', shout);
    expect(new Socket().emit()).to.equal('emitted!');
    patches.restore();
    expect(Object.hasOwn(Socket.prototype, 'emit')).to.equal(false);
    expect(new Socket().emit()).to.equal('emitted');
  });

  it('replace one that the class has itself, and pass over what is nowhere', () => {
    class Socket extends Base {
      override emit(): string {
        return 'its own';
      }
    }
    const own = Object.getOwnPropertyDescriptor(Socket.prototype, 'emit');
    const patches = new MethodPatches();
    patches.wrapInherited(Socket.prototype, 'emit', shout);
    patches.wrapInherited(Socket.prototype, 'on', () => () => 'wrapped');
    patches.wrapInherited(Object.freeze(new Base()), 'emit', () => () => 'wrapped');
    expect(new Socket().emit()).to.equal('its own!');
    expect('on' in Socket.prototype).to.equal(false);
    patches.restore();
    expect(Object.getOwnPropertyDescriptor(Socket.prototype, 'emit')).to.deep.equal(own);
  });
});
