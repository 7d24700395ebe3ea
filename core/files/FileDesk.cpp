// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "files/FileDesk.h"

#include <spectrum/Log.h>

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QLocale>

#include <sys/stat.h>

SPECTRUM_LOG_CATEGORY(logFiles, "spectrum.files")

namespace spectrum::core
{

namespace
{

constexpr mode_t privateMode = 0700;

QString withoutSlash(QString text)
{
    while (text.size() > 1 && text.endsWith(u'/'))
        text.chop(1);
    return text;
}

QString directoryOf(const Settings &settings)
{
    return withoutSlash(settings.text(QStringLiteral("service.web_directory")));
}

QString addressOf(const Settings &settings)
{
    return withoutSlash(settings.text(QStringLiteral("service.web_url")));
}

// The folder that only the host and its modules see; empty when there is none.
QString openInbox(const Settings &settings, const QString &instance)
{
    const QString directory = directoryOf(settings);
    if (directory.isEmpty() || addressOf(settings).isEmpty())
        return {};
    const QByteArray name = QCryptographicHash::hash(instance.toUtf8(), QCryptographicHash::Sha256).toHex();
    const QString inbox = directory + QStringLiteral("/.incoming-") + QString::fromLatin1(name.first(16));
    const QByteArray path = QFile::encodeName(inbox);
    ::mkdir(path.constData(), privateMode);
    struct stat state {
    };
    if (::lstat(path.constData(), &state) == 0 && S_ISDIR(state.st_mode) &&
        ::chmod(path.constData(), privateMode) == 0)
        return inbox;
    qCWarning(logFiles).noquote() << instance
                                  << ": no files are taken: service.web_directory cannot be written to";
    return {};
}

MessageReceived messageOf(const FileReceived &file)
{
    return {{.peer = file.peer, .author = file.author, .origin = file.origin, .sentAt = file.sentAt}};
}

MessageReceived refusal(const FileReceived &file, const QString &reason)
{
    MessageReceived told = messageOf(file);
    told.message.kind = MessageKind::Notice;
    told.message.body = QStringLiteral("A file came, \"%1\" (%2), which you cannot have: %3.")
                            .arg(file.name.left(200), QLocale::c().formattedDataSize(file.size), reason);
    return told;
}

MessageReceived handOver(const FileReceived &file, const QUrl &url)
{
    MessageReceived told = messageOf(file);
    told.message.body = url.toString(QUrl::FullyEncoded);
    told.message.attachments = {
        {.url = url, .mediaType = file.mediaType, .name = file.name, .size = file.size}};
    return told;
}

} // namespace

FileDesk::FileDesk(const Settings &settings, const QString &instance, Clock &clock)
    : m_clock(clock),
      m_inbox(openInbox(settings, instance)),
      m_maximumSize(settings.integer(QStringLiteral("files.maximum_size"))),
      m_age(std::chrono::hours(24) * settings.integer(QStringLiteral("files.keep"))),
      m_folder({m_inbox, directoryOf(settings), addressOf(settings), m_maximumSize})
{
    m_thread.setMaxThreadCount(1);
    if (m_inbox.isEmpty())
        return;
    m_folder.emptyInbox();
    keepUp();
}

FileDesk::~FileDesk()
{
    m_thread.clear();
    m_thread.waitForDone();
}

void FileDesk::keepUp()
{
    if (m_age.count() == 0)
        return;
    m_thread.start([folder = m_folder, age = m_age] { folder.removeOlder(age); });
    m_clock.schedule(upkeepInterval, this, [this] { keepUp(); });
}

void FileDesk::take(const FileReceived &file, std::function<void(const MessageReceived &)> tell)
{
    if (m_inbox.isEmpty() || m_waiting >= mostWaiting) {
        if (!m_inbox.isEmpty())
            m_folder.discard(file.path);
        tell(refusal(file, m_inbox.isEmpty() ? QStringLiteral("this gateway takes no files")
                                             : QStringLiteral("too many files came at once")));
        return;
    }
    ++m_waiting;
    m_thread.start([this, folder = m_folder, file, tell = std::move(tell)] {
        const Result<QUrl> url = folder.take(file.path, file.name);
        QMetaObject::invokeMethod(
            this,
            [this, file, url, tell] {
                --m_waiting;
                if (!url)
                    qCWarning(logFiles).noquote() << "a file was not taken:" << logSafe(url.error().detail);
                tell(url ? handOver(file, *url) : refusal(file, url.error().userText));
            },
            Qt::QueuedConnection);
    });
}

} // namespace spectrum::core
