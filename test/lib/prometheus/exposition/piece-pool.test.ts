import { expect } from 'chai';
import { givePieceBack, takePiece } from '../../../../lib/prometheus/exposition/piece-pool.js';

describe('the memory of pieces', () => {
  it('is used again when it was given back, a part of it being enough', () => {
    const piece = takePiece();
    givePieceBack(piece.subarray(0, 10));
    const again = takePiece();
    expect(again.buffer).to.equal(piece.buffer);
    expect(again.length).to.equal(piece.length);
  });

  it('is not given to two at once, though it is given back twice', () => {
    const piece = takePiece();
    givePieceBack(piece);
    givePieceBack(piece);
    expect(takePiece().buffer).not.to.equal(takePiece().buffer);
  });

  it('takes nothing that it did not give, and keeps a few only', () => {
    const foreign = Buffer.from('a text');
    givePieceBack(foreign);
    expect(takePiece().buffer).not.to.equal(foreign.buffer);
    const many = Array.from({ length: 100 }, takePiece);
    for (const piece of many) givePieceBack(piece);
    const buffers = new Set(many.map(({ buffer }) => buffer));
    const kept = Array.from({ length: 100 }, takePiece).filter(({ buffer }) => buffers.has(buffer));
    expect(kept).to.have.length.within(1, 16);
  });
});
