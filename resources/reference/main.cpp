// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/CtlForm.h"
#include "config/Reference.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTextStream>

using namespace spectrum::config;

namespace
{

// METADATA.json of a module, as "frontend:FILE" or "network:FILE".
bool addModule(Schema &schema, const QString &word)
{
    QFile file(word.section(u':', 1));
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    const auto kind = word.startsWith(u"frontend:") ? Schema::Kind::Frontend : Schema::Kind::Network;
    const auto added =
        schema.addModule(kind, object.value(u"Id").toString(), object.value(u"Keys").toArray());
    if (!added)
        QTextStream(stderr) << file.fileName() << ": " << added.error().userText << '\n';
    return added.isOk();
}

Reference::Example ircExample(const QString &mode)
{
    const bool isServer = mode == u"server";
    Reference::Example example{QStringLiteral("xmpp"), QStringLiteral("irc"), mode, {}};
    const auto give = [&example](const char *key, const char *value) {
        example.given.insert(QString::fromLatin1(key), {QString::fromLatin1(value)});
    };
    give("service.jid", "irc.example.org");
    give("service.frontend", "xmpp");
    give("service.network", "irc");
    give("service.server_mode", isServer ? "1" : "0");
    give("irc.server", "irc.libera.chat:+6697");
    if (isServer) {
        give("service.cert", "/etc/spectrum2/irc.example.org.p12");
    } else {
        give("service.server", "127.0.0.1");
        give("service.port", "5347");
    }
    return example;
}

bool put(const QString &path, const QString &text, bool isCheck)
{
    QFile file(path);
    if (isCheck) {
        const bool isCurrent = file.open(QIODevice::ReadOnly) && file.readAll() == text.toUtf8();
        if (!isCurrent)
            QTextStream(stderr) << path << " is not what the schema says; build the target reference\n";
        return isCurrent;
    }
    QDir().mkpath(path.section(u'/', 0, -2));
    return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0;
}

} // namespace

// reference [--check] FOLDER frontend:FILE network:FILE …
int main(int argc, char *argv[])
{
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words += QString::fromLocal8Bit(argv[i]);
    const bool isCheck = words.removeAll(QStringLiteral("--check")) > 0;
    if (words.isEmpty())
        return 2;
    const QString folder = words.takeFirst();
    Schema schema = Schema::host();
    bool isGood = true;
    for (const QString &word : std::as_const(words))
        isGood = addModule(schema, word) && isGood;
    isGood =
        put(folder + QStringLiteral("/examples/spectrum2.cfg"), Reference::hostExample(schema), isCheck) &&
        isGood;
    for (const char *mode : {"gateway", "server"}) {
        const QString name = QString::fromLatin1(mode);
        isGood = put(folder + QStringLiteral("/examples/irc-%1.cfg").arg(name),
                     Reference::instanceExample(schema, ircExample(name)), isCheck) &&
                 isGood;
    }
    isGood = put(folder + QStringLiteral("/man/spectrum2.cfg.5"), Reference::manualPage(schema), isCheck) &&
             isGood;
    isGood = put(folder + QStringLiteral("/man/spectrum2-ctl.1"), spectrum::core::CtlForm::manualPage(),
                 isCheck) &&
             isGood;
    return isGood ? 0 : 1;
}
