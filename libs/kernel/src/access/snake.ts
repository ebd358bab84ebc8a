/** `ownerId` -> `owner_id`: the one rule that joins names of properties and columns. */
export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
