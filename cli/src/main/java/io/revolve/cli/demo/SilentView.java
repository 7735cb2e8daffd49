package io.revolve.cli.demo;

/** Shows nothing: a machine wants the summary only. */
final class SilentView implements View {

  @Override
  public void show(Board board) {}

  @Override
  public void happened(Moment moment) {}

  @Override
  public void close() {}
}
