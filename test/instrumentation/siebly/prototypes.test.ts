import { expect } from 'chai';
import { MethodPatches } from '../../../instrumentation/core/method-patches.js';
import { exportedClass, wrapInherited } from '../../../instrumentation/siebly/prototypes.js';

class Base {
  name(): string {
    return 'base';
  }
}
class Client extends Base {}
class Louder extends Base {
  override name(): string {
    return super.name().toUpperCase();
  }
}

describe('the classes of a module', () => {
  it('are found in either build, and under default', () => {
    expect(exportedClass({ Client }, 'Client')).to.equal(Client.prototype);
    expect(exportedClass({ default: { Client } }, 'Client')).to.equal(Client.prototype);
    expect(exportedClass({ Client: 'no class' }, 'Client')).to.equal(undefined);
    expect(exportedClass({ Client: () => 0 }, 'Client')).to.equal(undefined);
    expect(exportedClass({}, 'Client')).to.equal(undefined);
  });

  it('have their methods wrapped where those are defined, once, and given back', () => {
    const patches = new MethodPatches();
    const original = Base.prototype.name;
    const wrap = (prototype: object): void =>
      wrapInherited(patches, prototype, 'name', (inner) => {
        return function (this: unknown): unknown {
          return `<${String(Reflect.apply(inner, this, []))}>`;
        };
      });
    wrap(Client.prototype);
    wrap(Client.prototype);
    expect(new Client().name()).to.equal('<base>');
    wrap(Louder.prototype);
    expect(new Louder().name()).to.equal('<<BASE>>');
    patches.restore();
    expect(Base.prototype.name).to.equal(original);
    expect(new Louder().name()).to.equal('BASE');
    expect(Object.hasOwn(Client.prototype, 'name')).to.equal(false);
  });
});
