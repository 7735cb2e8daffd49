package io.revolve.provider.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.revolve.api.Priority;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The linked structures beside the JDK's, under the same random use. */
class StructuresTest {
  private final Random random = new Random(7);
  private final Lane lane = new Lane(new LocalQueue("q"), "work", Priority.NORMAL);

  @Test
  void theIndexFindsWhatAMapFinds() {
    JobIndex index = new JobIndex();
    Map<String, LocalJob> map = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      // Grows at first, shrinks later.
      String id = "job" + random.nextInt(5000);
      LocalJob known = map.get(id);
      assertSame(known, index.get(id));
      if (known == null && random.nextInt(50_000) > i) {
        LocalJob job = job(id);
        map.put(id, job);
        index.add(job);
      } else if (known != null && random.nextInt(50_000) < i) {
        map.remove(id);
        index.remove(known);
      }
      assertEquals(map.size(), index.size());
    }
    AtomicInteger seen = new AtomicInteger();
    index.forEach(job -> seen.addAndGet(map.get(job.id) == job ? 1 : 0));
    assertEquals(map.size(), seen.get());
  }

  @Test
  void theEndedLeaveInTheOrderOfTheirEndsOrWhenTheirTimeIsOver() {
    JobIndex index = new JobIndex();
    EndedJobs ended = new EndedJobs();
    List<LocalJob> model = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      int what = random.nextInt(i < 15_000 ? 5 : 3);
      if (what >= 2) {
        LocalJob job = job("job" + i);
        job.due = random.nextInt(1000);
        index.add(job);
        ended.add(job);
        model.add(job);
      } else if (what == 1 && !model.isEmpty()) {
        ended.dropFirst(index);
        model.remove(0);
      } else if (random.nextInt(100) == 0) {
        long now = random.nextInt(300);
        ended.dropDue(index, now);
        model.removeIf(job -> job.due <= now);
      }
      assertEquals(model.size(), ended.size());
      assertEquals(model.size(), index.size());
      assertEquals(!model.isEmpty() && model.get(0).due <= 500, ended.isFirstDue(500));
    }
    model.forEach(job -> assertSame(job, index.get(job.id)));
  }

  @Test
  void theHeapKnowsWhatIsDueNext() {
    JobHeap heap = new JobHeap();
    List<LocalJob> jobs = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      int what = random.nextInt(jobs.size() < 500 ? 3 : 4);
      if (what <= 1 || jobs.isEmpty()) {
        LocalJob job = job("job" + i);
        job.due = random.nextInt(1000);
        jobs.add(job);
        heap.add(job);
      } else if (what == 2) {
        LocalJob job = jobs.get(random.nextInt(jobs.size()));
        job.due = random.nextInt(1000);
        heap.moved(job);
      } else {
        heap.remove(jobs.remove(random.nextInt(jobs.size())));
      }
      LocalJob first = heap.first();
      assertEquals(
          jobs.stream().min(Comparator.comparingLong(job -> job.due)).map(job -> job.due),
          first == null ? Optional.empty() : Optional.of(first.due));
    }
    jobs.forEach(heap::remove);
    assertNull(heap.first());
  }

  @Test
  void aListLosesAnyOfItsJobs() {
    JobList list = new JobList();
    List<LocalJob> jobs = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      LocalJob job = job("job" + i);
      job.number = random.nextInt(1_000_000);
      jobs.add(job);
      list.addByNumber(job);
      if (random.nextInt(3) == 0) {
        list.remove(jobs.remove(random.nextInt(jobs.size())));
      }
    }
    jobs.sort(Comparator.comparingLong(job -> job.number));
    List<Long> numbers = new ArrayList<>();
    for (LocalJob job = list.first; job != null; job = job.next) {
      numbers.add(job.number);
    }
    assertEquals(jobs.stream().map(job -> job.number).toList(), numbers);
    assertEquals(jobs.size(), list.size);
    jobs.forEach(list::remove);
    assertNull(list.first);
    assertNull(list.last);
  }

  private LocalJob job(String id) {
    return new LocalJob(Engine.order(id), lane, 0);
  }
}
