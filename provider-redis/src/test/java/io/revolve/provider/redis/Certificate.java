package io.revolve.provider.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Objects;

/** A key pair to throw away, for a server at the loopback address. Made with the JDK's keytool. */
final class Certificate {

  static final String PASSWORD = "changeit";

  private final Path key;
  private final Path certificate;
  private final Path truststore;

  Certificate(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
    Path pair = folder.resolve("pair.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String[] command = {
      keytool.toString(),
      "-genkeypair",
      "-alias",
      "server",
      "-keyalg",
      "RSA",
      "-dname",
      "CN=localhost",
      "-ext",
      "san=dns:localhost,ip:127.0.0.1",
      "-storetype",
      "PKCS12",
      "-keystore",
      pair.toString(),
      "-storepass",
      PASSWORD
    };
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed: " + Files.readString(folder.resolve("keytool.log")));
    }
    KeyStore store = empty();
    try (InputStream in = Files.newInputStream(pair)) {
      store.load(in, PASSWORD.toCharArray());
    }
    java.security.cert.Certificate signed = store.getCertificate("server");
    certificate = pem(folder.resolve("server.crt"), "CERTIFICATE", signed.getEncoded());
    byte[] secret =
        Objects.requireNonNull(store.getKey("server", PASSWORD.toCharArray())).getEncoded();
    key = pem(folder.resolve("server.key"), "PRIVATE KEY", secret);
    KeyStore trusted = empty();
    trusted.setCertificateEntry("server", signed);
    truststore = folder.resolve("trust.p12");
    try (OutputStream out = Files.newOutputStream(truststore)) {
      trusted.store(out, PASSWORD.toCharArray());
    }
  }

  /** The server's private key, as PEM. */
  Path key() {
    return key;
  }

  /** The server's certificate, as PEM. */
  Path certificate() {
    return certificate;
  }

  /** A store that trusts this certificate only. */
  Path truststore() {
    return truststore;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Path pem(Path file, String what, byte[] bytes) throws IOException {
    Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    String text = lines.encodeToString(bytes);
    return Files.writeString(
        file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
  }
}
