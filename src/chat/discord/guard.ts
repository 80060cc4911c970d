import type { Client } from 'discord.js';

type PacketHandler = { handlePacket(...packet: readonly unknown[]): unknown };

/**
 * Keeps the process alive when the gateway sends what discord.js cannot read: the library throws where nobody can catch
 * it, and offers no seam for it.
 */
export function guardPackets({ ws }: Client, onError: (error: unknown) => void): void {
  const handler = ws as unknown as PacketHandler;
  const handle = handler.handlePacket.bind(handler);
  handler.handlePacket = (...packet) => {
    try {
      return handle(...packet);
    } catch (error) {
      onError(error);
      return false;
    }
  };
}
