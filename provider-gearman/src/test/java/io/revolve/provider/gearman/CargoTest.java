package io.revolve.provider.gearman;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.revolve.api.Priority;
import io.revolve.spi.Letter;
import io.revolve.spi.Parcel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What travels as the data of a job: cargo and letters. */
class CargoTest {
  private static final Parcel PARCEL = Parcel.of(bytes("{}"), new byte[] {0, 10, -1});

  @Test
  void cargoComesBackAndCountsHowOftenItWasPutBack() {
    for (Cargo.Form form : Cargo.Form.values()) {
      assertEquals(form, Cargo.of(new Cargo(form, Priority.LOW, 0, PARCEL).toBytes()).form());
    }
    for (Priority priority : Priority.values()) {
      Cargo.Form form = Cargo.Form.FOREGROUND;
      Cargo cargo = Cargo.of(new Cargo(form, priority, 2, PARCEL).putBack(PARCEL).toBytes());
      assertEquals(form, cargo.form());
      assertEquals(priority, cargo.priority());
      assertEquals(3, cargo.settled());
      assertArrayEquals(PARCEL.toBytes(), cargo.parcel().toBytes());
    }
  }

  @Test
  void whatOthersHaveSubmittedIsAParcelThatNobodyCanRead() {
    Cargo cargo = Cargo.of(bytes("hello from another client"));
    assertEquals(0, cargo.parcel().header().length);
    assertArrayEquals(bytes("hello from another client"), cargo.parcel().body());
    assertEquals(0, Cargo.of(new byte[0]).parcel().body().length);
  }

  @Test
  void lettersComeBackInOrder() {
    List<Letter> letters =
        List.of(
            new Letter("a/ö", null, PARCEL),
            new Letter("b", null, Parcel.of(bytes("{}"), bytes(""))));
    List<Letter> read = Envelope.read(Envelope.pieces(letters).toBytes());
    assertEquals(List.of("a/ö", "b"), read.stream().map(Letter::address).toList());
    assertArrayEquals(PARCEL.toBytes(), read.get(0).parcel().toBytes());
  }

  @Test
  void largeLettersGoApartAndSmallOnesTogether() {
    List<Letter> letters =
        IntStream.of(1, 2, 600_000, 600_000, 3, 9_000_000, 4, 5)
            .mapToObj(size -> new Letter("a", null, Parcel.of(bytes("{}"), new byte[size])))
            .toList();
    List<List<Integer>> sizes =
        Envelope.divide(letters).stream()
            .map(part -> part.stream().map(each -> each.parcel().body().length).toList())
            .toList();
    assertEquals(
        List.of(List.of(1, 2, 600_000), List.of(600_000, 3), List.of(9_000_000), List.of(4, 5)),
        sizes);
  }

  @Test
  void lettersThatAreCutShortAreRefused() {
    byte[] whole = Envelope.pieces(List.of(new Letter("a", null, PARCEL))).toBytes();
    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(IllegalArgumentException.class, () -> Envelope.read(cut), "cut at " + length);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
