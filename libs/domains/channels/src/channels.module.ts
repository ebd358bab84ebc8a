import { Module } from '@nestjs/common';
import { provideDictionary, provideRecords } from '@dossier/kernel/data';
import { channelPolicy } from './channel.policy';
import { ChannelResolver } from './channel.resolver';
import { ChannelService } from './channel.service';

provideDictionary('channel', 'select id, name from channel');

@Module({
  providers: [provideRecords(channelPolicy), ChannelService, ChannelResolver],
  exports: [ChannelService],
})
export class ChannelsModule {}
