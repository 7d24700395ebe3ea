// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Puts accounts into a store as fast as it can, removes others now and then, and prints the number of each
// that was acknowledged.
#include "store/Store.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>
#include <unistd.h>

using namespace spectrum;

namespace
{

const InstanceId here(QStringLiteral("irc.example.org"));
const InstanceId elsewhere(QStringLiteral("elsewhere.example.org"));

// Several at once, so that kills meet batches of every size.
class Filler : public QObject
{
public:
    Filler(store::Store &store, int first) : m_store(store), m_next(first)
    {
        for (int i = 0; i < 20; ++i)
            putNext();
    }

private:
    void putNext()
    {
        const int number = m_next++;
        Account account{.user = UserId(QString::number(number)),
                        .name = QStringLiteral("name"),
                        .secret = Secret(QByteArray(200 + number % 3000, 's'))};
        m_store.accounts()
            .put(here, std::move(account))
            .then(this, [this, number](const Result<void> &result) {
                if (!result)
                    ::_exit(3);
                char line[32];
                const int size = std::snprintf(line, sizeof line, "%d\n", number);
                if (::write(STDOUT_FILENO, line, size_t(size)) != size)
                    ::_exit(4);
                if (number % 40 == 0)
                    putAndRemoveAnother();
                putNext();
            });
    }

    // Removing empties the log.
    void putAndRemoveAnother()
    {
        const Account another{.user = UserId(QStringLiteral("another"))};
        m_store.accounts().put(elsewhere, another);
        m_store.accounts().remove(elsewhere, another.user);
    }

    store::Store &m_store;
    int m_next;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const auto store = store::Store::open({.path = arguments.value(1), .keyFile = arguments.value(2)});
    if (!store) {
        std::fprintf(stderr, "%s\n", qPrintable(store.error().userText));
        return 2;
    }
    Filler filler(**store, arguments.value(3).toInt());
    return application.exec();
}
