import { CommandError, exitCodes } from "../exit-codes.ts";

export function noSuchPack(given: string, packs: readonly { pack: string }[]): CommandError {
  const names = packs.map(({ pack }) => pack).join(", ");
  return new CommandError(`No pack is called "${given}". There are ${names}.`, exitCodes.usage);
}
