// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "EventLoop.h"

#include "Turn.h"

namespace spectrum::purple
{

namespace
{

struct Timer {
    quint64 turn;
    GSourceFunc function;
    gpointer data;
};

struct Watch {
    quint64 turn;
    PurpleInputFunction function;
    gpointer data;
};

template <typename T>
void destroy(gpointer data)
{
    delete static_cast<T *>(data);
}

gboolean fire(gpointer data)
{
    const Timer timer = *static_cast<Timer *>(data);
    const Turn turn(timer.turn);
    return timer.function(timer.data);
}

gboolean become(GIOChannel *channel, GIOCondition condition, gpointer data)
{
    const Watch watch = *static_cast<Watch *>(data);
    int ready = 0;
    if (condition & (G_IO_IN | G_IO_HUP | G_IO_ERR))
        ready |= PURPLE_INPUT_READ;
    if (condition & (G_IO_OUT | G_IO_HUP | G_IO_ERR | G_IO_NVAL))
        ready |= PURPLE_INPUT_WRITE;
    const Turn turn(watch.turn);
    watch.function(watch.data, g_io_channel_unix_get_fd(channel), static_cast<PurpleInputCondition>(ready));
    return TRUE;
}

guint addTimer(guint milliseconds, GSourceFunc function, gpointer data)
{
    return g_timeout_add_full(G_PRIORITY_DEFAULT, milliseconds, fire,
                              new Timer{Turn::current(), function, data}, destroy<Timer>);
}

guint addSlowTimer(guint seconds, GSourceFunc function, gpointer data)
{
    return g_timeout_add_seconds_full(G_PRIORITY_DEFAULT, seconds, fire,
                                      new Timer{Turn::current(), function, data}, destroy<Timer>);
}

guint addWatch(int fd, PurpleInputCondition wanted, PurpleInputFunction function, gpointer data)
{
    int condition = 0;
    if (wanted & PURPLE_INPUT_READ)
        condition |= G_IO_IN | G_IO_HUP | G_IO_ERR;
    if (wanted & PURPLE_INPUT_WRITE)
        condition |= G_IO_OUT | G_IO_HUP | G_IO_ERR | G_IO_NVAL;
    GIOChannel *channel = g_io_channel_unix_new(fd);
    const guint id = g_io_add_watch_full(channel, G_PRIORITY_DEFAULT, static_cast<GIOCondition>(condition),
                                         become, new Watch{Turn::current(), function, data}, destroy<Watch>);
    g_io_channel_unref(channel);
    return id;
}

} // namespace

PurpleEventLoopUiOps *EventLoop::operations()
{
    static PurpleEventLoopUiOps operations{};
    operations.timeout_add = addTimer;
    operations.timeout_remove = g_source_remove;
    operations.timeout_add_seconds = addSlowTimer;
    operations.input_add = addWatch;
    operations.input_remove = g_source_remove;
    return &operations;
}

} // namespace spectrum::purple
