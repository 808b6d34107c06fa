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

  // Node.js cuts small buffers out of a slab, which on some versions is as large as a piece.
  it('is never that of somebody else, whatever its size', () => {
    const size = takePiece().length;
    const foreign = [Buffer.from('a text'), Buffer.allocUnsafeSlow(size), Buffer.alloc(size)];
    for (const buffer of foreign) givePieceBack(buffer);
    const taken = Array.from({ length: 20 }, () => takePiece().buffer);
    for (const { buffer } of foreign) expect(taken).not.to.include(buffer);
  });

  it('is kept for a few pieces only', () => {
    const many = Array.from({ length: 100 }, takePiece);
    for (const piece of many) givePieceBack(piece);
    const buffers = new Set(many.map(({ buffer }) => buffer));
    const kept = Array.from({ length: 100 }, takePiece).filter(({ buffer }) => buffers.has(buffer));
    expect(kept).to.have.length.within(1, 16);
  });
});
