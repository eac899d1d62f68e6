package dev.reprise.iceberg.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {

    @TempDir
    private Path folder;

    private final LocalFiles files = new LocalFiles();

    private String location() {
        return folder.resolve("new/folder/a.parquet").toString();
    }

    private void write(String location, String text) throws IOException {
        try (PositionOutputStream out = files.newOutputFile(location).create()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.write('!');
            assertThat(out.getPos()).isEqualTo(text.length() + 1);
        }
    }

    @Test
    void should_read_what_was_written_from_any_position() throws IOException {
        write(location(), "hello");

        var file = files.newInputFile(location());
        assertThat(file.exists()).isTrue();
        assertThat(file.getLength()).isEqualTo(6);
        try (SeekableInputStream in = file.newStream()) {
            in.seek(4);
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("o!");
        }
    }

    @Test
    void should_take_locations_as_addresses_of_files_too() throws IOException {
        write("file:" + location(), "hello");

        assertThat(Files.readString(Path.of(location()))).isEqualTo("hello!");
    }

    @Test
    void should_never_write_over_a_file_unless_asked() throws IOException {
        write(location(), "hello");

        assertThatThrownBy(() -> files.newOutputFile(location()).create()).isInstanceOf(AlreadyExistsException.class);
        try (PositionOutputStream out = files.newOutputFile(location()).createOrOverwrite()) {
            out.write('x');
        }

        assertThat(Files.readString(Path.of(location()))).isEqualTo("x");
    }

    @Test
    void should_delete_a_file_and_take_one_that_is_gone_for_deleted() throws IOException {
        write(location(), "hello");

        files.deleteFile(location());
        files.deleteFile(location());

        assertThat(files.newInputFile(location()).exists()).isFalse();
    }

    @Test
    void should_say_which_file_cannot_be_written() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        assertThatThrownBy(() -> files.newOutputFile(file + "/below").create())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write " + file + "/below");
    }
}
