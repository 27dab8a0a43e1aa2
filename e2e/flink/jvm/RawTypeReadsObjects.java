import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Base64;
import java.util.UUID;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/** Makes a view over an expression whose RAW type holds a Java object in its text, as the check of a flow would. */
public class RawTypeReadsObjects {
  /** Any class of the class path whose objects do something when they are read. */
  public static class StandIn extends Serializer<Object> implements Serializable {
    private void readObject(ObjectInputStream in) {
      System.out.println("readObject has run");
    }

    @Override
    public void write(Kryo kryo, Output out, Object value) {}

    @Override
    public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
      return null;
    }
  }

  public static void main(String[] none) throws Exception {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.addDefaultKryoSerializer(Comparable.class, new StandIn());
    DataOutputSerializer bytes = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(bytes, new KryoSerializer<>(UUID.class, config).snapshotConfiguration());
    String text = Base64.getEncoder().encodeToString(bytes.getCopyOfBuffer());
    TableEnvironment flink = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    flink.executeSql("CREATE TEMPORARY TABLE `orders` (`id` STRING) WITH ('connector' = 'datagen')");
    System.out.println("the planner is asked");
    flink.executeSql(
        "CREATE TEMPORARY VIEW `check` AS SELECT `id` FROM `orders`"
            + " WHERE (CAST(NULL AS RAW('java.util.UUID', '" + text + "')) IS NULL)");
  }
}
