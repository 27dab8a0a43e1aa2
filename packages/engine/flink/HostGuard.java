import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.io.network.netty.InboundChannelHandlerFactory;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelFutureListener;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandler;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelInboundHandlerAdapter;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultFullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponseStatus;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpVersion;
import org.apache.flink.shaded.netty4.io.netty.util.ReferenceCountUtil;

/**
 * For servers on the loopback address: refuses requests whose `Host` is not a loopback name, at the JobManager and at the SQL gateway: a web page whose name was
 * made to point at this machine sends its own (DNS rebinding). Flink finds this class as a service.
 */
public class HostGuard implements InboundChannelHandlerFactory {
  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Optional<ChannelHandler> createHandler(Configuration configuration, Map<String, String> headers) {
    return isLoopback(configuration.get(RestOptions.BIND_ADDRESS)) ? Optional.of(new Guard()) : Optional.empty();
  }

  static boolean isLoopback(String host) {
    return host != null && host.toLowerCase(Locale.ROOT).matches("(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d{1,5})?");
  }

  private static final class Guard extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (!(message instanceof HttpRequest) || isLoopback(((HttpRequest) message).headers().get(HttpHeaderNames.HOST))) {
        context.fireChannelRead(message);
        return;
      }
      ReferenceCountUtil.release(message);
      var refusal = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.MISDIRECTED_REQUEST);
      refusal.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
      context.writeAndFlush(refusal).addListener(ChannelFutureListener.CLOSE);
    }
  }
}
