package io.revolve.core.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Callback;
import io.revolve.core.reference.Callbacks.Size;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  private static final ReferenceWriter WRITER = new ReferenceWriter(new PlainCapture());
  private static final Allowed OURS = new Allowed(List.of("io.revolve.*"));
  private static final ReferenceReader READER = reader(OURS);

  @Test
  void callbacksOfEveryKindTravel() throws Exception {
    assertEquals("nothing", travelled(Callbacks.nothing()).call(null));
    assertEquals("1 2 true 0.5", travelled(Callbacks.primitives(1, 2, true, 0.5)).call(null));
    Size size = new Size("cat", 3);
    assertEquals(
        "aSize[name=cat, width=3][x]",
        travelled(Callbacks.values("a", size, List.of("x"))).call(null));
    assertEquals("nullnullnull", travelled(Callbacks.values(null, null, null)).call(null));
    assertEquals("work", travelled(Callbacks.reference()).call(null));
    assertEquals("cat3", travelled(Callbacks.bound(size)).call(null));
    assertEquals("cat/3", travelled(size.own()).call(null));
    assertEquals("text", travelled(Callbacks.simple("text")).call(null));
    assertInstanceOf(Callbacks.Made.class, travelled(Callbacks.constructor()).call(null));
    assertEquals("plain", travelled(new Callbacks.Plain()).call(null));
    assertNull(WRITER.write(new Callbacks.Plain()).lambda());
  }

  @Test
  void aReferenceHasTheHashOfItsClassFile() {
    CallbackReference reference = WRITER.write(Callbacks.nothing());
    assertEquals(Callbacks.class.getName(), reference.type());
    assertTrue(reference.hash().matches("[0-9a-f]{64}"), reference.hash());
    assertEquals(reference.hash(), WRITER.write(Callbacks.reference()).hash());
  }

  @Test
  void whatCannotTravelIsRefusedWithWhatToDo() {
    assertRefused(
        new Callbacks().ofThis(),
        "captures \"this\", a io.revolve.core.reference.Callbacks, which cannot travel to another"
            + " process (no codec for it); copy the fields it uses into local variables before it;"
            + " or name the task, and give its code to the worker with handle(name, ...)");
    assertRefused(
        Callbacks.any(new Thread()),
        "captures a value, a java.lang.Thread, which cannot travel to another process (no codec for"
            + " it); put what it needs into the payload");
    // The lambda says Object, so a record would come back as a map.
    assertRefused(Callbacks.any(new Size("a", 1)), "it would not come out equal");
    assertRefused(Callbacks.any(List.of(new Size("a", 1))), "it would not come out equal");
    assertRefused(Callbacks.anonymous(), "Callbacks$1, which another process cannot make");
    assertRefused(new Callbacks.Stateful(), "a public constructor without arguments and no fields");
    class Local extends Callbacks.Plain {
      private static final long serialVersionUID = 1;
    }
    assertRefused(new Local(), "which another process cannot make");
    assertRefused(new Callbacks()::instance, "captures an object, a io.revolve.core.reference");
  }

  @Test
  void aWorkerLeavesWhatIsNotAllowedNotHereOrNotTheSameToOthers() {
    CallbackReference good = WRITER.write(Callbacks.nothing());
    for (String pattern : List.of("com.acme.*", "io.revolve", "*.reference.Call", "")) {
      ReferenceReader strict = reader(new Allowed(List.of(pattern)));
      assertElsewhere(strict, good, "are not allowed here");
    }
    assertElsewhere(reader(new Allowed(List.of())), good, "are not allowed here");
    assertElsewhere(
        READER,
        new CallbackReference("io.revolve.Missing", good.hash(), good.lambda()),
        "is not on the class path");
    for (String hash : Arrays.asList("0".repeat(64), "", null)) {
      assertElsewhere(
          READER, new CallbackReference(good.type(), hash, good.lambda()), "is not the same here");
    }
  }

  @Test
  void hostileReferencesAreRefused() {
    CallbackReference good = WRITER.write(Callbacks.simple("x"));
    LambdaReference lambda = good.lambda();
    String work = "(Lio/revolve/api/RunningTask;)Ljava/lang/Object;";
    assertWrong(good, code(lambda, "java/lang/Runtime", "exec", "(Ljava/lang/String;)V", 5));
    assertWrong(good, code(lambda, lambda.codeType(), "work", work, 6));
    assertWrong(good, code(lambda, lambda.codeType(), "anonymous", "()V", 6));
    assertWrong(good, code(lambda, lambda.codeType(), lambda.code(), "(Lno/such/Type;)V", 6));
    assertWrong(good, code(lambda, lambda.codeType(), lambda.code(), "(", 6));
    assertWrong(good, code(lambda, null, null, null, 6));
    assertWrong(good, captured(lambda, List.of()));
    assertWrong(good, captured(lambda, List.of(5)));
    assertWrong(good, captured(lambda, Collections.nCopies(9, "x")));
    CallbackReference values = WRITER.write(Callbacks.primitives(1, 2, true, 3));
    assertWrong(values, captured(values.lambda(), Arrays.asList(1, 2, true, null)));
    assertWrong(values, captured(values.lambda(), List.of("1", 2L, true, 0.5)));
  }

  @Test
  void aLambdaOfTheClassThatIsNoCallbackIsRefused() throws Exception {
    var replace = Callbacks.other().getClass().getDeclaredMethod("writeReplace");
    replace.setAccessible(true);
    var other = (java.lang.invoke.SerializedLambda) replace.invoke(Callbacks.other());
    CallbackReference good = WRITER.write(Callbacks.nothing());
    LambdaReference lambda =
        new LambdaReference(
            other.getFunctionalInterfaceClass(),
            other.getFunctionalInterfaceMethodName(),
            other.getFunctionalInterfaceMethodSignature(),
            other.getImplMethodKind(),
            other.getImplClass(),
            other.getImplMethodName(),
            other.getImplMethodSignature(),
            other.getInstantiatedMethodType(),
            List.of());
    assertWrong(good, lambda);
  }

  @Test
  void aClassThatIsNoCallbackIsRefused() {
    for (Class<?> type : List.of(Callbacks.class, Callback.class, Callbacks.Made.class)) {
      CallbackReference reference =
          new CallbackReference(type.getName(), new ClassFiles().hash(type), null);
      assertEquals("class " + type.getName() + " is no callback", refused(READER, reference));
    }
  }

  @Test
  void noClassRunsBeforeItIsAllowed() {
    CallbackReference wrong = new CallbackReference(Loud.class.getName(), "0", null);
    assertElsewhere(READER, wrong, "is not the same here");
    assertElsewhere(reader(new Allowed(List.of("x"))), wrong, "are not allowed");
    assertNull(System.getProperty("revolve.test.loud"));
  }

  @Test
  void aStarStandsForAnyCharacters() {
    Allowed allowed = new Allowed(List.of("com.acme.*", "org.*.Jobs*", "one.Exact"));
    for (String yes : List.of("com.acme.A", "com.acme.b.C$D", "org.a.b.Jobs", "one.Exact")) {
      assertTrue(allowed.has(yes), yes);
    }
    for (String no : List.of("com.acmeX.A", "com.acme", "org.Jobs", "one.Exactly", "xcom.acme.A")) {
      assertFalse(allowed.has(no), no);
    }
    assertFalse(new Allowed(List.of("*a".repeat(500))).has("a".repeat(400) + "b"));
  }

  private static Callback travelled(Callback callback) {
    return READER.read(WRITER.write(callback));
  }

  private static ReferenceReader reader(Allowed allowed) {
    return new ReferenceReader(allowed, new PlainCapture(), ReferenceTest.class.getClassLoader());
  }

  private static void assertRefused(Callback callback, String part) {
    String message =
        assertThrows(ReferenceRefusedException.class, () -> WRITER.write(callback)).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static String refused(ReferenceReader reader, CallbackReference reference) {
    var refused = assertThrows(ReferenceRefusedException.class, () -> reader.read(reference));
    assertFalse(refused.elsewhere());
    return refused.getMessage();
  }

  private static void assertElsewhere(
      ReferenceReader reader, CallbackReference reference, String part) {
    var refused = assertThrows(ReferenceRefusedException.class, () -> reader.read(reference));
    assertTrue(refused.elsewhere());
    assertTrue(refused.getMessage().contains(part), refused.getMessage());
  }

  private static void assertWrong(CallbackReference good, LambdaReference lambda) {
    String message = refused(READER, new CallbackReference(good.type(), good.hash(), lambda));
    assertTrue(message.contains("no callback of class") || message.contains("malformed"), message);
  }

  private static LambdaReference code(
      LambdaReference from, String type, String code, String signature, int kind) {
    return new LambdaReference(
        from.type(),
        from.method(),
        from.signature(),
        kind,
        type,
        code,
        signature,
        from.instantiated(),
        from.captured());
  }

  private static LambdaReference captured(LambdaReference from, List<Object> captured) {
    return new LambdaReference(
        from.type(),
        from.method(),
        from.signature(),
        from.kind(),
        from.codeType(),
        from.code(),
        from.codeSignature(),
        from.instantiated(),
        captured);
  }

  static final class Loud {
    static {
      System.setProperty("revolve.test.loud", "ran");
    }

    private Loud() {}
  }
}
