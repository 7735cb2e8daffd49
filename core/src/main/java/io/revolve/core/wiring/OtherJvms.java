package io.revolve.core.wiring;

import io.revolve.api.Callback;
import io.revolve.core.codec.Codec;
import io.revolve.core.reference.ReferenceWriter;
import io.revolve.core.worker.Code;
import io.revolve.core.worker.Elsewhere;
import io.revolve.core.worker.Placement;
import io.revolve.spi.RunLink;
import java.util.function.Supplier;

/** Callbacks that run in other JVMs, behind a run link: they travel as references. Thread safe. */
final class OtherJvms implements Placement {

  private final Placement here;
  private final RunLink link;
  private final ReferenceWriter writer;
  private final Codec codec;
  private final References references;

  /**
   * Callbacks behind a link.
   *
   * @param here knows which references are allowed
   */
  OtherJvms(
      Placement here, RunLink link, ReferenceWriter writer, References references, Codec codec) {
    this.here = here;
    this.link = link;
    this.writer = writer;
    this.references = references;
    this.codec = codec;
  }

  @Override
  public Callback of(Callback callback) {
    return elsewhere(writer.write(callback));
  }

  @Override
  public Supplier<Callback> of(Class<? extends Callback> type) {
    Callback placed = elsewhere(writer.write(type));
    return () -> placed;
  }

  @Override
  public Callback ofReference(Object reference) {
    Callback unused = here.ofReference(reference);
    return elsewhere(reference);
  }

  private Callback elsewhere(Object reference) {
    return new Elsewhere(link, new Code(codec.encode(reference), references::messenger));
  }
}
