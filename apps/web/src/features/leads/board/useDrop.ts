import { useState, type DragEvent } from 'react';
import type { LeadRow } from '../lead.types';
import type { Board } from './useBoard';

/** Takes a slip that is dropped on a column or on an end. */
export function useDrop(board: Board, take: (lead: LeadRow) => void) {
  const [isOver, setOver] = useState(false);
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!board.dragged) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event: DragEvent) => !(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)) && setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      if (board.dragged) take(board.dragged);
      board.drag(null);
    },
  };
  return { isOver: isOver && board.dragged !== null, handlers };
}
