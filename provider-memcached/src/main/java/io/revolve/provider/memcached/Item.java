package io.revolve.provider.memcached;

import net.spy.memcached.CachedData;
import net.spy.memcached.transcoders.Transcoder;

/**
 * What memcached keeps under a key: bytes as they are, and the flags beside them. The client's own
 * transcoders would compress large values and write Java objects.
 *
 * @param flags 31 bits that memcached hands back
 * @param bytes the value; must not be changed
 */
record Item(int flags, byte[] bytes) {

  static final Transcoder<Item> RAW = new Raw();

  Item(byte[] bytes) {
    this(0, bytes);
  }

  private static final class Raw implements Transcoder<Item> {
    @Override
    public boolean asyncDecode(CachedData data) {
      return false;
    }

    @Override
    public CachedData encode(Item item) {
      return new CachedData(item.flags, item.bytes, getMaxSize());
    }

    @Override
    public Item decode(CachedData data) {
      return new Item(data.getFlags(), data.getData());
    }

    @Override
    public int getMaxSize() {
      return CachedData.MAX_SIZE;
    }
  }
}
