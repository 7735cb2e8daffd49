package io.revolve.provider.gearman.protocol;

import java.util.HashMap;
import java.util.Map;
import org.gearman.common.GearmanPacketType;

/**
 * The kinds of packets that are sent or received here, by the numbers of Gearman's protocol. The
 * client library names those up to 36; the later ones stand here by their number.
 */
public enum Kind {
  CAN_DO(GearmanPacketType.CAN_DO, 1),
  CANT_DO(GearmanPacketType.CANT_DO, 1),
  RESET_ABILITIES(GearmanPacketType.RESET_ABILITIES, 0),
  PRE_SLEEP(GearmanPacketType.PRE_SLEEP, 0),
  NOOP(GearmanPacketType.NOOP, 0),
  SUBMIT_JOB(GearmanPacketType.SUBMIT_JOB, 3),
  SUBMIT_JOB_BG(GearmanPacketType.SUBMIT_JOB_BG, 3),
  SUBMIT_JOB_HIGH(GearmanPacketType.SUBMIT_JOB_HIGH, 3),
  SUBMIT_JOB_HIGH_BG(GearmanPacketType.SUBMIT_JOB_HIGH_BG, 3),
  SUBMIT_JOB_LOW(GearmanPacketType.SUBMIT_JOB_LOW, 3),
  SUBMIT_JOB_LOW_BG(GearmanPacketType.SUBMIT_JOB_LOW_BG, 3),
  SUBMIT_JOB_EPOCH(GearmanPacketType.SUBMIT_JOB_EPOCH, 4),
  JOB_CREATED(GearmanPacketType.JOB_CREATED, 1),
  GRAB_JOB_UNIQ(GearmanPacketType.GRAB_JOB_UNIQ, 0),
  NO_JOB(GearmanPacketType.NO_JOB, 0),
  JOB_ASSIGN_UNIQ(GearmanPacketType.JOB_ASSIGN_UNIQ, 4),
  WORK_STATUS(GearmanPacketType.WORK_STATUS, 3),
  WORK_COMPLETE(GearmanPacketType.WORK_COMPLETE, 2),
  WORK_FAIL(GearmanPacketType.WORK_FAIL, 1),
  WORK_EXCEPTION(GearmanPacketType.WORK_EXCEPTION, 2),
  WORK_DATA(GearmanPacketType.WORK_DATA, 2),
  WORK_WARNING(GearmanPacketType.WORK_WARNING, 2),
  GET_STATUS(GearmanPacketType.GET_STATUS, 1),
  STATUS_RES(GearmanPacketType.STATUS_RES, 5),
  GET_STATUS_UNIQUE(41, 1),
  STATUS_RES_UNIQUE(42, 6),
  ECHO_REQ(GearmanPacketType.ECHO_REQ, 1),
  ECHO_RES(GearmanPacketType.ECHO_RES, 1),
  ERROR(GearmanPacketType.ERROR, 2),
  SET_CLIENT_ID(GearmanPacketType.SET_CLIENT_ID, 1),
  OPTION_REQ(GearmanPacketType.OPTION_REQ, 1),
  OPTION_RES(GearmanPacketType.OPTION_RES, 1),
  /** One that is not known here, and says nothing. */
  OTHER(-1, 1);

  private static final Map<Integer, Kind> BY_NUMBER = new HashMap<>();

  static {
    for (Kind kind : values()) {
      BY_NUMBER.put(kind.number, kind);
    }
  }

  private final int number;
  private final int parts;

  Kind(GearmanPacketType type, int parts) {
    this(number(type), parts);
  }

  Kind(int number, int parts) {
    this.number = number;
    this.parts = parts;
  }

  /** Its number on the wire. */
  int number() {
    return number;
  }

  /** Whether a worker says it of a job. */
  public boolean isAboutWork() {
    return switch (this) {
      case WORK_DATA, WORK_WARNING, WORK_STATUS, WORK_COMPLETE, WORK_FAIL, WORK_EXCEPTION -> true;
      default -> false;
    };
  }

  /** How many parts its data has; all but the last one end with a zero byte. */
  int parts() {
    return parts;
  }

  /** The kind of a number. */
  static Kind of(int number) {
    return BY_NUMBER.getOrDefault(number, OTHER);
  }

  private static int number(GearmanPacketType type) {
    byte[] bytes = type.toBytes();
    return bytes[2] << 8 | bytes[3];
  }
}
