// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// `spectrum2 ctl`: administers a running host.
#include "admin/AdminClient.h"
#include "app/CtlForm.h"
#include "app/CtlOutput.h"
#include "app/CtlRequest.h"
#include "app/ExitCode.h"
#include "app/Setup.h"
#include "app/Subcommand.h"

#include <spectrum/Secret.h>

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <termios.h>
#include <unistd.h>

#include <array>
#include <cstdio>

namespace spectrum::core
{

namespace
{

constexpr char socketKey[] = "admin.socket";

int complain(int exitCode, const QString &text)
{
    std::fprintf(stderr, "spectrum2 ctl: %s\n", text.toUtf8().constData());
    return exitCode;
}

void print(const QString &text)
{
    std::fputs(text.toUtf8().constData(), stdout);
}

QString defaultSocket()
{
    const QList<config::Key> keys = config::Schema::host().hostKeys();
    for (const config::Key &key : keys) {
        if (key.name == QLatin1String(socketKey))
            return key.defaults.value(0);
    }
    return {};
}

// Where the host listens, as its configuration says; one that cannot be read here leaves the default.
Result<QString> socketOf(const CtlRequest &wish)
{
    if (!wish.socket.isEmpty())
        return wish.socket;
    RunOptions options;
    if (!wish.configFile.isEmpty())
        options.configFile = wish.configFile;
    else if (!QFileInfo(options.configFile).isReadable())
        return defaultSocket();
    Setup setup(options);
    if (const std::optional<StartFailure> failure = setup.read()) {
        if (wish.configFile.isEmpty())
            return defaultSocket();
        return Error{ErrorKind::InvalidInput, failure->sentences.value(0)};
    }
    return setup.configuration().host.text(QLatin1String(socketKey));
}

// One line of the standard input, unseen if that is a terminal.
QString readPassword()
{
    const bool isTerminal = ::isatty(STDIN_FILENO) == 1;
    termios shown{};
    if (isTerminal && ::tcgetattr(STDIN_FILENO, &shown) == 0) {
        std::fputs("Password: ", stderr);
        termios hidden = shown;
        hidden.c_lflag &= ~tcflag_t(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    std::array<char, 4096> line{};
    const bool isRead = std::fgets(line.data(), int(line.size()), stdin) != nullptr;
    if (isTerminal) {
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
        std::fputc('\n', stderr);
    }
    QString text = isRead ? QString::fromUtf8(line.data()) : QString();
    wipeMemory(line.data(), line.size());
    while (text.endsWith(u'\n') || text.endsWith(u'\r'))
        text.chop(1);
    return text;
}

class Conversation
{
public:
    Conversation(AdminClient &client, const CtlRequest &wish) : m_client(client), m_wish(wish) {}

    int hold(QJsonObject request)
    {
        if (!m_wish.isForAllInstances)
            return askPages(std::move(request));
        const Result<QJsonObject> status =
            m_client.ask({{QStringLiteral("command"), QStringLiteral("status")}});
        if (!status)
            return complain(ExitFrontendFailed, status.error().userText);
        const QJsonArray instances = status->value(u"result")[u"instances"].toArray();
        for (const auto &instance : instances) {
            const QString name = instance[u"instance"].toString();
            if (!m_wish.isForMachine && instances.size() > 1)
                print(name + QLatin1Char('\n'));
            request.insert(QStringLiteral("instance"), name);
            if (const int code = askPages(request); code != ExitOk)
                return code;
        }
        return ExitOk;
    }

private:
    int askPages(QJsonObject request)
    {
        for (;;) {
            const Result<QJsonObject> answer = m_client.ask(request);
            if (!answer)
                return complain(ExitFrontendFailed, answer.error().userText);
            if (!answer->contains(u"result"))
                return refused(answer->value(u"error").toObject());
            const QJsonObject result = answer->value(u"result").toObject();
            show(request, result);
            if (!result.value(u"more").toBool())
                return ExitOk;
            const QJsonArray users = result.value(u"users").toArray();
            request.insert(QStringLiteral("after"), users.last()[u"user"]);
        }
    }

    int refused(const QJsonObject &error) const
    {
        const bool isMistake = error.value(u"kind").toString() == u"invalid-input";
        const bool isReload = m_wish.request.value(u"command").toString() == u"reload";
        if (m_wish.isForMachine)
            print(QString::fromUtf8(QJsonDocument(QJsonObject{{QStringLiteral("error"), error}})
                                        .toJson(QJsonDocument::Compact)) +
                  QLatin1Char('\n'));
        return complain(isMistake && isReload ? ExitConfig : ExitRefused, error.value(u"text").toString());
    }

    void show(const QJsonObject &request, QJsonObject result) const
    {
        if (!m_wish.isForMachine)
            return print(CtlOutput::text(request.value(u"command").toString(), result));
        if (request.contains(u"instance"))
            result.insert(QStringLiteral("instance"), request.value(u"instance"));
        print(QString::fromUtf8(QJsonDocument(result).toJson(QJsonDocument::Compact)) + QLatin1Char('\n'));
    }

    AdminClient &m_client;
    const CtlRequest &m_wish;
};

const QByteArray helpText = CtlForm::help().toUtf8();

int runCtl(const QStringList &arguments)
{
    const Result<CtlRequest> wish = CtlRequest::parse(arguments);
    if (!wish)
        return complain(ExitUsage, wish.error().userText);
    const Result<QString> socket = socketOf(*wish);
    if (!socket)
        return complain(ExitConfig, socket.error().userText);
    Result<AdminClient> client = AdminClient::connectTo(*socket);
    if (!client)
        return complain(ExitFrontendFailed, client.error().userText);
    QJsonObject request = wish->request;
    if (wish->needsPassword)
        request.insert(QStringLiteral("password"), readPassword());
    return Conversation(*client, *wish).hold(std::move(request));
}

} // namespace

const Subcommand ctlCommand{
    .name = "ctl",
    .summary = "administer a gateway that runs",
    .help = helpText.constData(),
    .run = runCtl,
};

} // namespace spectrum::core
