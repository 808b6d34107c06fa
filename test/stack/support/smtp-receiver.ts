import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import type { SecureContextOptions } from 'node:tls';
import { TLSSocket } from 'node:tls';

/** One message that was sent, as it was sent. */
export interface Mail {
  /** `user` and `password` of `AUTH PLAIN`, where the sender logged in. */
  readonly login: readonly string[];
  readonly isEncrypted: boolean;
  readonly recipients: readonly string[];
  readonly data: string;
}

interface Session {
  login: readonly string[];
  recipients: string[];
}

/** As much of a mail server as a sender needs (RFC 5321, STARTTLS, AUTH PLAIN). */
export class SmtpReceiver {
  readonly received: Mail[] = [];
  readonly #server: Server;
  readonly #certificate: SecureContextOptions;
  readonly #sockets = new Set<Socket>();

  private constructor(certificate: SecureContextOptions) {
    this.#certificate = certificate;
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      // A sender that goes away in the middle is no fault of the receiver's.
      socket.on('error', () => undefined).once('close', () => this.#sockets.delete(socket));
      socket.write('220 localhost ready\r\n');
      void this.#converse(socket);
    });
  }

  static async start(certificate: SecureContextOptions): Promise<SmtpReceiver> {
    const receiver = new SmtpReceiver(certificate);
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }

  async #converse(socket: Socket): Promise<void> {
    const lines = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY });
    const session: Session = { login: [], recipients: [] };
    let data: string[] | undefined;
    for await (const line of lines) {
      if (data !== undefined) {
        if (line !== '.') {
          data.push(line.replace(/^\./, ''));
          continue;
        }
        this.#keep(session, data, socket);
        data = undefined;
        socket.write('250 kept\r\n');
        continue;
      }
      const command = line.slice(0, 4).toUpperCase();
      if (command === 'STAR') return this.#encrypt(socket, lines);
      if (command === 'DATA') data = [];
      socket.write(answerTo(command, line, session));
    }
  }

  /** From here on the conversation begins anew, inside TLS. */
  #encrypt(socket: Socket, lines: { close(): void }): void {
    lines.close();
    socket.write('220 go ahead\r\n');
    const secure = new TLSSocket(socket, { isServer: true, ...this.#certificate });
    secure.on('error', () => undefined);
    void this.#converse(secure);
  }

  #keep({ login, recipients }: Session, data: readonly string[], socket: Socket): void {
    const isEncrypted = socket instanceof TLSSocket;
    this.received.push({ login, isEncrypted, recipients, data: data.join('\n') });
  }
}

function answerTo(command: string, line: string, session: Session): string {
  switch (command) {
    case 'EHLO':
      return '250-localhost\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n';
    case 'AUTH': {
      const [, , credentials = ''] = line.split(' ');
      session.login = Buffer.from(credentials, 'base64').toString('utf8').split('\0').slice(1);
      return '235 welcome\r\n';
    }
    case 'MAIL':
      session.recipients = [];
      return '250 ok\r\n';
    case 'RCPT':
      session.recipients.push(/<(.*)>/.exec(line)?.[1] ?? '');
      return '250 ok\r\n';
    case 'DATA':
      return '354 end with a dot\r\n';
    case 'QUIT':
      return '221 bye\r\n';
    default:
      return '502 not here\r\n';
  }
}
