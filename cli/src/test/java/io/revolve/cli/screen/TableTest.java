package io.revolve.cli.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void alignsColumns() {
    Table table = new Table("ID", "NAME").row("1", "a").row("22", "bb");
    assertEquals(List.of("ID  NAME", "1   a", "22  bb"), table.lines(Style.PLAIN, 0));
  }

  @Test
  void theWidestColumnGivesWay() {
    Table table = new Table("ID", "NAME", "WHY").row("1", "x".repeat(80), "because");
    List<String> lines = table.lines(Style.PLAIN, 40);
    assertTrue(lines.stream().allMatch(line -> Columns.of(line) <= 40), lines.toString());
    assertTrue(lines.get(1).contains("x~"), lines.toString());
    assertTrue(lines.get(1).endsWith("because"), lines.toString());
  }

  @Test
  void figuresReadWell() {
    assertEquals("35 ms", Figures.time(Duration.ofMillis(35)));
    assertEquals("7.2 s", Figures.time(Duration.ofMillis(7200)));
    assertEquals("3 min 5 s", Figures.time(Duration.ofSeconds(185)));
    assertEquals("2 h 10 min", Figures.time(Duration.ofMinutes(130)));
    assertEquals("3 d", Figures.time(Duration.ofDays(3)));
    assertEquals("1,234 tasks", Figures.count(1234, "task"));
    assertEquals("1 task", Figures.count(1, "task"));
    assertEquals("1.9 MB", Figures.size(1_900_000));
  }
}
