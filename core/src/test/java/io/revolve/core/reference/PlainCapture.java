package io.revolve.core.reference;

import io.revolve.api.PayloadException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes texts, boxed values, lists of these and records, as a JSON library would. */
final class PlainCapture implements Capture {
  @Override
  public Object encode(Object value, Class<?> type) {
    if (value instanceof Record fields) {
      Map<String, Object> node = new LinkedHashMap<>();
      try {
        for (RecordComponent field : fields.getClass().getRecordComponents()) {
          field.getAccessor().setAccessible(true);
          node.put(field.getName(), field.getAccessor().invoke(fields));
        }
      } catch (ReflectiveOperationException closed) {
        throw new PayloadException("no record", closed);
      }
      return node;
    }
    if (value instanceof List<?> list) {
      List<Object> nodes = new ArrayList<>();
      list.forEach(element -> nodes.add(encode(element, Object.class)));
      return nodes;
    }
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    throw new PayloadException("no codec for it");
  }

  @Override
  public Object decode(Object node, Class<?> type) {
    if (!type.isRecord() || !(node instanceof Map<?, ?> fields)) {
      return node;
    }
    try {
      var constructor = type.getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      return constructor.newInstance(fields.values().toArray());
    } catch (ReflectiveOperationException | IllegalArgumentException wrong) {
      throw new PayloadException("not a " + type, wrong);
    }
  }
}
