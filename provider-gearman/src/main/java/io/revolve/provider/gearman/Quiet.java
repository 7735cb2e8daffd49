package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Packet;

/** Somebody who only asks: what comes unasked says nothing to it. */
enum Quiet implements Peer.Side {
  INSTANCE;

  @Override
  public void up(Peer peer) {}

  @Override
  public void packet(Peer peer, Packet packet) {}

  @Override
  public void down(Peer peer) {}
}
